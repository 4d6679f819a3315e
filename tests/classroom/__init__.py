"""A class whose marks are known: students with right, wrong, unfinished, dishonest and damaged submissions.

``derivations`` holds right derivations, ``writing`` the many ways to put them on paper, ``mistakes`` slips
of the pen that the oracle confirms, ``tricks`` what earns nothing; ``students`` puts them together.
"""
