/**
 * `npm start` as a user runs it, in a clone of its own: neither the state, the `.env` nor the running Greenroom of who
 * works here is touched.
 *
 * @module
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startGuard } from '../scripts/processes/guard.ts';
import { type Exit, startGroup } from '../scripts/processes/process-group.ts';
import { anyPorts } from '../scripts/start/ports.ts';
import type { Address } from './greenroom.ts';
import { familyOf, type Process } from './process-tree.ts';

const root = join(import.meta.dirname, '..');
const CLONED = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts', 'functions', 'worker', 'web', 'sim'];

export interface NpmStart {
	/** What it has printed so far. */
	readonly printed: readonly string[];
	/** The first URL that it prints, and when it did. */
	readonly ready: Promise<{ readonly url: string; readonly at: number }>;
	readonly exited: Promise<Exit>;
	/** It and all that it has started. */
	family(): Promise<Process[]>;
	/** What a test needs to look inside, once it is ready. */
	address(): Promise<Address>;
	signal(name: NodeJS.Signals): void;
	/** Kills what is left, and removes the clone. */
	remove(): Promise<void>;
}

export async function npmStart({ port }: { readonly port: number }): Promise<NpmStart> {
	const clone = await mkdtemp(join(tmpdir(), 'greenroom-clone-'));
	await makeClone(clone);
	const [livekitPort] = await anyPorts(1);
	const { PATH, HOME, XDG_CACHE_HOME } = process.env;
	const env = { PATH, HOME, XDG_CACHE_HOME, PORT: String(port), LIVEKIT_PORT: String(livekitPort), VOICE: 'offline' };

	const printed: string[] = [];
	let onUrl: (found: { url: string; at: number }) => void;
	const urlSeen = new Promise<{ url: string; at: number }>((resolve) => {
		onUrl = resolve;
	});
	// As npm does it: package.json says `exec node scripts/start.mjs`.
	const group = startGroup({ command: process.execPath, args: ['scripts/start.mjs'], cwd: clone, env }, (line) => {
		printed.push(line);
		const [url] = /https?:\/\/\S+/.exec(line) ?? [];
		if (url !== undefined) onUrl({ url, at: Date.now() });
	});
	const pid = group.pid ?? Number.NaN;
	// A test runner that is stopped runs no hooks.
	const guard = startGuard();
	guard.watch(pid);
	const tooEarly = group.exited.then((): never => {
		throw new Error(`npm start ended before it was ready:\n${printed.join('\n')}`);
	});
	// Nobody waits for it any more when it ends later.
	tooEarly.catch(() => {});
	const ready = Promise.race([urlSeen, tooEarly]);

	return {
		printed,
		ready,
		exited: group.exited,
		family: () => familyOf(pid),
		async address() {
			const { url } = await ready;
			const keys = JSON.parse(await readFile(join(clone, '.greenroom/keys.json'), 'utf8'));
			return {
				url,
				apiUrl: url,
				livekit: { url: `ws://127.0.0.1:${livekitPort}`, ...keys },
				logFolder: join(clone, '.greenroom/logs'),
				opsToken: (await readFile(join(clone, '.greenroom/ops-token'), 'utf8')).trim(),
				workerGroup: partOf(await familyOf(pid), 'worker').group,
			};
		},
		signal: (name) => void process.kill(pid, name),
		async remove() {
			await group.end([]);
			guard.release(pid);
			await guard.close();
			await rm(clone, { recursive: true, force: true });
		},
	};
}

const PROGRAMS = { livekit: /livekit-server --config/, api: /api\/entry\/node\.mjs/, worker: /worker\/main\.mjs/ };

/** The leader of a part of it. */
export function partOf(family: readonly Process[], part: keyof typeof PROGRAMS): Process {
	const found = family.find(({ parent, command }) => parent === family[0]?.pid && PROGRAMS[part].test(command));
	if (found === undefined) throw new Error(`no ${part} among: ${family.map(({ command }) => command).join('\n')}`);
	return found;
}

async function makeClone(clone: string): Promise<void> {
	const isSource = (file: string) => basename(file) !== 'dist';
	for (const name of CLONED) await cp(join(root, name), join(clone, name), { recursive: true, filter: isSource });
	// Each package a link: what is built goes to a folder of the clone, and an `npm ci` would remove only links.
	await mkdir(join(clone, 'node_modules'));
	for (const name of await readdir(join(root, 'node_modules')))
		if (name !== '.cache') await symlink(join(root, 'node_modules', name), join(clone, 'node_modules', name));
}
