// Writes the pseudo-language beside the languages, or takes it away with `--remove`. It is one more
// folder and nothing else; it is not committed.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { PSEUDO, pseudoMessages, pseudoRules } from './pseudo-text.mjs';

const messages = new URL('../../assets/messages/', import.meta.url);
const into = new URL(`${PSEUDO}/`, messages);

rmSync(into, { recursive: true, force: true });
if (!process.argv.includes('--remove')) {
  mkdirSync(into);
  for (const file of readdirSync(new URL('en/', messages))) {
    const text = readFileSync(new URL(`en/${file}`, messages), 'utf8');
    writeFileSync(new URL(file, into), file.endsWith('.ftl') ? pseudoMessages(text) : pseudoRules(text));
  }
}
