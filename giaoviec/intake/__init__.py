"""Files in, text with places out, and the secret gate. No Django, no clock, no network.

``extract.extract`` reads a file in a confined child process; ``gate.judge_text`` and ``gate.judge_file`` say
whether what was read may be stored at all (Regulation, article 6, clause 2).
"""
