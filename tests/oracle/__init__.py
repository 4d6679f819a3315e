"""A second, independent reading and evaluation of formulas, which judges the program.

Nothing here imports ``derive``. A formula is read by a small recursive reader into nested
tuples ``(operation, argument, ..)`` and evaluated with mpmath at 60 digits. It covers what the
corpus uses, is slow, and is believed because it is simple.
"""
