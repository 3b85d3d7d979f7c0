export type Hint = "tooNear" | "tooFar" | "glare" | "tooDark" | "tilted" | "blurred";
