import type { Sighted } from "./Sighted";
export type CameraView = { "is": "live" } & Sighted | { "is": "missing" };
