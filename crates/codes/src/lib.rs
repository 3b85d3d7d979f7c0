//! What a scanned symbol says and whether to believe it.
