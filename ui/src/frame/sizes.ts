/** From this text size on, there is room for less beside each other. */
export const LARGE_TEXT = 2;
