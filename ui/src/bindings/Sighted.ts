import type { Corner } from "./Corner";
import type { Hint } from "./Hint";
export type Sighted = { corners: [Corner, Corner, Corner, Corner] | null, read: boolean, hint: Hint | null, };
