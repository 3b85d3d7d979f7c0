// The live picture of the camera comes one by one; each has a new address.

let count = 0;
let stand = '';

/** Where the next picture is. */
export function nextPicture(): string {
  count += 1;
  return stand || `preview://localhost/${count}`;
}

/** For a browser, where there is no camera: the same picture always. */
export function standIn(address: string): void {
  stand = address;
}
