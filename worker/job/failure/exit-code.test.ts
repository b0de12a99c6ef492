import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const module = new URL('./exit-code.ts', import.meta.url).href;

async function codeOf(rest: string): Promise<number> {
	const script = `import { endProcess } from ${JSON.stringify(module)}; ${rest}`;
	const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
	const [code] = await once(child, 'exit');
	return code;
}

test.concurrent.each([
	['fails and is ended as agents ends it', 1, 'endProcess(process, 1); process.exit(0);'],
	['fails and does not end', 1, 'endProcess(process, 1, 100); setInterval(() => {}, 1_000);'],
	['does not fail and does not end', 0, 'endProcess(process, 0, 100); setInterval(() => {}, 1_000);'],
	['does not fail', 0, 'process.exit(0);'],
])(
	'a process that %s has the code %i',
	async (_does, code, rest) => {
		expect(await codeOf(rest)).toBe(code);
	},
	20_000,
);
