import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { makeFlite } from './speech.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const hash = (pcm: Int16Array): string => createHash('sha256').update(pcm).digest('hex');

test('speaks the same from a bundle whose main entry lies in another folder', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-bundle-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	await symlink(here('../../../../node_modules'), join(folder, 'node_modules'));
	await writeFile(
		join(folder, 'job.ts'),
		`import { createHash } from 'node:crypto';
		import { makeFlite } from ${JSON.stringify(here('./speech.ts'))};
		const { pcm } = await makeFlite({ voice: 'kal16' }).synthesize('Hello there.');
		process.stdout.write(createHash('sha256').update(pcm).digest('hex'));`,
	);
	await build({
		entryPoints: {
			'worker/job/main': join(folder, 'job.ts'),
			'worker/voice/offline/flite/thread': here('./thread.ts'),
		},
		outdir: join(folder, 'dist'),
		outExtension: { '.js': '.mjs' },
		format: 'esm',
		platform: 'node',
		bundle: true,
		packages: 'external',
	});
	// The thread alone does not keep the process alive: it ends by itself.
	const main = join(folder, 'dist/worker/job/main.mjs');
	const { stdout } = await promisify(execFile)(process.execPath, [main], { timeout: 20_000 });

	const flite = makeFlite({ voice: 'kal16' });
	onTestFinished(() => flite.close());
	expect(stdout).toBe(hash((await flite.synthesize('Hello there.')).pcm));
}, 20_000);
