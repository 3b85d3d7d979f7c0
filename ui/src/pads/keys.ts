// The keys of the pads, in the order in which they are read. What a key means, the kiosk decides.

export const DIGITS = [...'1234567890'];

/** The provinces of the number plates (GA 36), in the order of the administrative division. */
export const PROVINCES = [...'京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'];

/** I and O are on no plate: they look like 1 and 0. */
export const PLATE_LETTERS = [...'ABCDEFGHJKLMNPQRSTUVWXYZ'];

/** As on the keyboard of a phone, for those who know it. */
export const PHONE_ROWS = [[...'qwertyuiop'], [...'asdfghjkl'], [...'zxcvbnm']] as const;

/** In the order of the alphabet and with larger keys, for those who do not. */
export const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz'];
