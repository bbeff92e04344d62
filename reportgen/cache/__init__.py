"""What took long to make, kept on disk between two runs; whatever cannot be trusted is made again, silently.

A value is kept under the program that made it (`program`) and with the files that it was made of (`trail`), in a folder
that nobody but the user can write (`location`), as an entry that carries its own checksum (`entry`).
"""
