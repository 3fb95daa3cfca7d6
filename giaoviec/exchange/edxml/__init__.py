"""edXML (QCVN 102:2016/BTTTT, amendment 1:2022): packages and status messages, read with tolerance, written strictly.

Pure: bytes in, values out. No DOCTYPE, no entity, no network. `arriving.look` reads in a confined child process.
"""
