"""The parcel of an edition: everything that a publisher sends to shops and printing house, in one folder.

``python -m parcel EDITION BUILD`` takes the EPUB and the PDFs from the folder BUILD and makes ``BUILD/parcel``.

======================  ==================================================================
``contents``            which files there are, and their README
``facts``               what the finished EPUB and PDFs say of themselves
``onix``                the ONIX 3.0 record
``onix_codes``          from MARC, BISAC, Thema and EPUB to the codes of ONIX
``__main__``            makes the folder, whole or not at all
======================  ==================================================================
"""
