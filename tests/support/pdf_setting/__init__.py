"""How well a finished PDF is set: what a typesetter would object to, with the places.

``lines`` reads the lines of a page as drawn, ``tags`` what the structure tree says of them, ``measures`` lists faults.
"""
