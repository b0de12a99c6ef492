/**
 * Asks somebody at a terminal for a value, and does not show what they type.
 *
 * @module
 */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Null where nobody sits. */
export const asker = ({ stdin, stdout } = process): ((name: string) => Promise<string>) | null =>
	stdin.isTTY && stdout.isTTY
		? (name) =>
				new Promise((resolve, reject) => {
					stdout.write(`${name}: `);
					const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
					const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
					let given: string | null = null;
					lines.on('line', (line) => {
						given = line.trim();
						lines.close();
					});
					lines.on('close', () => {
						stdout.write('\n');
						if (given === null) reject(new Error('Interrupted. Nothing was written.'));
						else resolve(given);
					});
				})
		: null;
