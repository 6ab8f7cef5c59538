"""Pictures: how large they are, and drawings in the colours and typefaces of the edition.

======================  ==================================================================
``drawing``             the one reader of SVG: its sizes, and whether it has a style of its own
``painting``            a drawing of class names only, coloured for one medium
``raster``              a drawing as dots, for what cannot show SVG
``files``               the size of any picture file, and what is wrong with a broken one
======================  ==================================================================
"""
