"""Form Check watches low-back exercises, counts repetitions, times holds and says what is wrong with the form."""

__version__ = "0.1.0"
