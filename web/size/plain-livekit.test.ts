import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withoutShims } from './plain-livekit.ts';

const client = await readFile('node_modules/livekit-client/dist/livekit-client.esm.mjs', 'utf8');

describe('LiveKit’s client without shims', () => {
	it('starts none, and is the same otherwise', () => {
		const plain = withoutShims(client);
		expect(plain).not.toMatch(/^adapterFactory\(/m);
		expect(client.length - plain.length).toBeLessThan(120);
	});

	it('is not made of a client that is another one', () => {
		expect(() => withoutShims(withoutShims(client))).toThrow(/no longer starts/);
	});
});
