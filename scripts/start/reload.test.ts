import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { bundle } from './bundle.ts';
import { PartDied, type PartName } from './part.ts';
import { followSources } from './reload.ts';

vi.setConfig({ testTimeout: 30_000 });

async function following(restart: (name: PartName) => Promise<void> = async () => {}) {
	const root = await mkdtemp(join(tmpdir(), 'greenroom-reload-'));
	const ending = new AbortController();
	onTestFinished(async () => {
		ending.abort();
		await rm(root, { recursive: true });
	});
	const write = async (file: string, text: string) => {
		await mkdir(dirname(join(root, file)), { recursive: true });
		await writeFile(join(root, file), text);
	};
	await write('shared.ts', 'export const shared = 1;');
	for (const file of ['functions/entry/node.ts', 'worker/main.ts'])
		await write(
			file,
			`import { shared } from '${file.startsWith('w') ? '..' : '../..'}/shared.ts'; console.log(shared);`,
		);
	for (const file of ['worker/job/main.ts', 'worker/voice/offline/flite/thread.ts']) await write(file, '');
	await bundle(root, ['api', 'worker']);
	const said: string[] = [];
	const restarted: PartName[] = [];
	const supervisor = {
		restart: async (name: PartName) => {
			restarted.push(name);
			await restart(name);
		},
	};
	await followSources(root, supervisor, { say: (line) => void said.push(line), signal: ending.signal });
	return { write, said, restarted };
}

const soon = { timeout: 20_000 };

test('a change restarts what is made of it, and nothing else', async () => {
	const { write, restarted } = await following();
	await write('worker/job/main.ts', 'console.log(2);');
	await vi.waitFor(() => expect(restarted).toEqual(['worker']), soon);
	await write('shared.ts', 'export const shared = 3;');
	await vi.waitFor(() => expect([...restarted].sort()).toEqual(['api', 'worker', 'worker']), soon);
});

test('what does not come up again is said, and the next change is waited for', async () => {
	const death = { part: 'api', title: 'API', how: 'exit code 1', ready: false, livedMs: 1, lastLines: [] } as const;
	const { write, said, restarted } = await following(() => Promise.reject(new PartDied(death)));
	await write('functions/entry/node.ts', 'throw 1;');
	await vi.waitFor(
		() => expect(said.at(-1)).toContain('before it was ready: exit code 1.\nWaiting for a change.'),
		soon,
	);
	await write('functions/entry/node.ts', 'throw 2;');
	await vi.waitFor(() => expect(restarted).toEqual(['api', 'api']), soon);
});
