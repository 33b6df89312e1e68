"""Every word of the desk, in Chinese and English."""

from optimizer.ui.words.saying import WORDS, t, word

__all__ = ["WORDS", "t", "word"]
