// Writes src/words/ids.ts from the Chinese files.
import { writeFileSync } from 'node:fs';
import { chinese, idsFile } from './ids-file.mjs';

writeFileSync(new URL('../src/words/ids.ts', import.meta.url), idsFile(chinese()));
