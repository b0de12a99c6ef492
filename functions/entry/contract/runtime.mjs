/**
 * What Lambda runs a function in, as far as a function can tell: a process with the variables that it is given, which
 * imports its file and calls `handler` with one event after the other. It ends with whoever has started it.
 *
 *   node runtime.mjs <file>
 *
 * @module
 */
import { pathToFileURL } from 'node:url';

const began = performance.now();
const { handler } = await import(pathToFileURL(process.argv[2] ?? '').href);
process.send?.({ importMs: performance.now() - began });

process.on('message', async ({ id, event }) => {
	try {
		process.send?.({ id, result: await handler(event, {}) });
	} catch (error) {
		process.send?.({ id, error: String(error) });
	}
});
