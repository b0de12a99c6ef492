import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeMutant } from './mutant.ts';
import { verdictOn } from './verdict.ts';

vi.setConfig({ testTimeout: 60_000 });

const patch = `Halves too much.

diff --git a/src/half.ts b/src/half.ts
--- a/src/half.ts
+++ b/src/half.ts
@@ -1 +1 @@
-export const half = (whole: number): number => whole / 2;
+export const half = (whole: number): number => whole / 4;
`;
const property = `import fc from 'fast-check';
import { expect, it } from 'vitest';
import { half } from './half.ts';
it('H1: halves', () => fc.assert(fc.property(fc.nat(), (n) => { expect(half(n) * 2).toBe(n); })));
`;

async function project() {
	const root = await mkdtemp(join(tmpdir(), 'greenroom-halves-'));
	onTestFinished(() => rm(root, { recursive: true }));
	await symlink(join(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'));
	await writeFile(join(root, 'package.json'), '{"type":"module"}');
	await writeFile(join(root, 'tsconfig.json'), '{}');
	await mkdir(join(root, 'src'));
	const source = join(root, 'src/half.ts');
	await writeFile(source, 'export const half = (whole: number): number => whole / 2;\n');
	await writeFile(join(root, 'src/half.test.ts'), property);
	await writeFile(join(root, 'too-much.patch'), patch);
	const mutant = await makeMutant(root, 'src');
	onTestFinished(mutant.drop);
	return { mutant, source, patchFile: join(root, 'too-much.patch') };
}

test('a mistake is made in a copy, and the tests of the copy find it', async ({ signal }) => {
	const { mutant, source, patchFile } = await project();
	expect(verdictOn(await mutant.test(['half'], { signal, propertyMs: 100 }), 'H1').outcome).toBe('survived');
	await mutant.apply(patchFile);
	expect(verdictOn(await mutant.test(['half'], { signal }), 'H1')).toEqual({ outcome: 'found', red: ['H1: halves'] });
	expect(await readFile(source, 'utf8')).toContain('/ 2');
});

test('a patch of code that has changed since says so, and how it is mended', async () => {
	const { mutant, patchFile } = await project();
	await mutant.apply(patchFile);
	await expect(mutant.apply(patchFile)).rejects.toThrow(
		/^too-much\.patch does not apply any more: src\/half\.ts .*git diff -- src\/half\.ts/,
	);
});

test('without a report there are no tests', async ({ signal }) => {
	const { mutant } = await project();
	expect(verdictOn(await mutant.test(['no-such-test'], { signal }), 'H1').outcome).toBe('no_tests');
});
