/**
 * The functions of a deployment: how large they are, and how long the first request of a cold one takes. What AWS adds to
 * that (it fetches the bundle and starts a machine) cannot be measured here.
 *
 * @module
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startFunction } from '../../functions/entry/contract/function-process.ts';
import { functionUrlEvent, ORIGIN_SECRET } from '../../functions/entry/contract/function-url-event.ts';
import { originRequestEvent } from '../../functions/entry/contract/origin-request-event.ts';
import { type Around, root, startAround } from '../../functions/entry/contract/testing.ts';
import { keys, PATH, variablesOf } from '../../functions/entry/settings/testing.ts';
import { bundleFunctions, type FunctionName } from '../bundle/functions.ts';
import { lacksRedis } from '../redis/testing.ts';
import type { Figure } from './figures.ts';

const STARTS = 15;
const NAMES: readonly FunctionName[] = ['api', 'sweeper', 'edge'];
const token = {
	method: 'POST',
	path: '/api/livekit/token',
	headers: { 'content-type': 'application/json' },
	body: '{}',
};
/** The first one of each, and what comes after it. */
const events: Readonly<Record<FunctionName, object>> = {
	api: functionUrlEvent(token),
	sweeper: { 'detail-type': 'Scheduled Event' },
	edge: originRequestEvent(token),
};

export async function benchFunctions(): Promise<Figure[]> {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'));
	const edge = { stage: 'test', region: keys.region, parametersPath: PATH, agentName: 'greenroom', version: 'bench' };
	await bundleFunctions(root, { outdir: folder, edge });
	const fileOf = (name: FunctionName) => join(folder, name, 'index.mjs');
	try {
		const sizes = await Promise.all(NAMES.map((name) => sizesOf(name, fileOf(name))));
		if (lacksRedis()) return sizes.flat();
		const around = await startAround();
		try {
			const starts: Figure[] = [];
			for (const name of NAMES) starts.push(...(await coldStarts(name, fileOf(name), around)));
			return [...sizes.flat(), ...starts];
		} finally {
			await around.stop();
		}
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function sizesOf(name: FunctionName, file: string): Promise<Figure[]> {
	const code = await readFile(file);
	return [
		{ name: `${name}, minified`, unit: 'kB', values: [code.length / 1000] },
		{ name: `${name}, gzip`, unit: 'kB', values: [gzipSync(code, { level: 9 }).length / 1000] },
	];
}

/** Each in a process of its own, with Redis, LiveKit and the Parameter Store on loopback. */
async function coldStarts(name: FunctionName, file: string, { parameters, plain, clear }: Around): Promise<Figure[]> {
	const env = { ...variablesOf(parameters.url), ...plain, ORIGIN_SECRET };
	const imports: number[] = [];
	const firsts: number[] = [];
	const seconds: number[] = [];
	for (let start = 0; start < STARTS; start++) {
		await clear();
		const running = await startFunction(file, env);
		const call = async () => {
			const began = performance.now();
			const result = await running.call<object, { statusCode?: number; status?: string } | undefined>(events[name]);
			const status = Number(result?.statusCode ?? result?.status ?? 201);
			if (status !== 201) throw new Error(`${name} answers ${status}\n${running.lines.join('\n')}`);
			return performance.now() - began;
		};
		imports.push(running.importMs);
		firsts.push(await call());
		seconds.push(await call());
		await running.stop();
	}
	return [
		{ name: `${name}, imported`, unit: 'ms', values: imports },
		{ name: `${name}, first request, settings read`, unit: 'ms', values: firsts },
		{ name: `${name}, second request`, unit: 'ms', values: seconds },
	];
}
