"""A made-up bank: ordinary customers, a few planted stories, and the exports a core-banking system would write.

No person, account or payment in it is real. Cities, postal codes and counties are.
"""
