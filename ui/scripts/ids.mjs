// Writes src/words/ids.ts from the Chinese file.
import { readFileSync, writeFileSync } from 'node:fs';
import { idsFile } from './ids-file.mjs';

const source = readFileSync(new URL('../../assets/messages/zh-CN.ftl', import.meta.url), 'utf8');
writeFileSync(new URL('../src/words/ids.ts', import.meta.url), idsFile(source));
