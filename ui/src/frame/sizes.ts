/** From this text size on, there is room for less beside each other. */
export const LARGE_TEXT = 2;

/** The last of the text sizes; the first is 0. */
export const LARGEST_TEXT = 3;
