"""What the program is put through before a release: `make harden` prints a table.

Bounded to about 45 minutes on two quiet cores; `HARDEN=0.1` does a tenth of each.
"""
