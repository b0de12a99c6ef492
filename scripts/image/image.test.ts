import { expect, test } from 'vitest';
import { sayInstruction } from './image.ts';

// As buildah 1.28 writes them down.
test.each([
	['/bin/sh -c #(nop) COPY file:011f98487d8d0cc8 in /usr/bin/tini ', 'COPY /usr/bin/tini'],
	['/bin/sh -c #(nop) COPY dir:8442a723f2346f7e in node_modules ', 'COPY node_modules'],
	[
		'|1 SPOKEN_COMMANDS=no /bin/sh -c if [ "$SPOKEN_COMMANDS" = yes ]; then \t\ttrue; fi',
		'if [ "$SPOKEN_COMMANDS" = yes ]; then true; fi',
	],
	['', ''],
])('%j is %j', (createdBy, instruction) => {
	expect(sayInstruction(createdBy)).toBe(instruction);
});
