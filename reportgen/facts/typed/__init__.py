"""What people, Excel and Chinese input methods type for numbers, days, answers and lists: made plain, or what to type.

Entered only where a value is not written plainly, so plain values cost nothing.
"""
