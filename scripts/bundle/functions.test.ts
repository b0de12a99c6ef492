import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleFunctions, type FunctionName } from './functions.ts';

const root = join(import.meta.dirname, '../..');
const SECRET = 'a secret of whoever bundles';
const edge = {
	stage: 'at-the-edge',
	region: 'us-east-1',
	parametersPath: '/sst/greenroom/at-the-edge/Secret',
	agentName: 'greenroom',
	version: 'v1.2.3 "quoted"',
};

/** Of packages, what a function may consist of; each makes it larger. */
const PACKAGES = [
	'@bufbuild/protobuf',
	'@livekit/protocol',
	'@upstash/redis',
	'aws4fetch',
	'hono',
	'jose',
	'livekit-server-sdk',
	'uncrypto',
	'zod',
];
/** Measured: 105, 82 and 105 kB. Two thirds are LiveKit's SDK with its protobuf, Upstash's client, jose, zod and Hono. */
const LIMITS_KB: Readonly<Record<FunctionName, number>> = { api: 110, sweeper: 88, edge: 110 };

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'greenroom-bundles-'));
	for (const name of [
		'LIVEKIT_API_SECRET',
		'ORIGIN_SECRET',
		'UPSTASH_REDIS_REST_TOKEN',
		'OPS_TOKEN',
		'AWS_SECRET_ACCESS_KEY',
	])
		vi.stubEnv(name, SECRET);
	await bundleFunctions(root, { outdir: folder, edge });
	vi.unstubAllEnvs();
}, 30_000);
afterAll(() => rm(folder, { recursive: true }));

const read = (name: FunctionName, file: string) => readFile(join(folder, name, file), 'utf8');
const map = async (name: FunctionName): Promise<{ sources: string[]; sourcesContent?: unknown }> =>
	JSON.parse(await read(name, 'index.mjs.map'));

describe.each<FunctionName>(['api', 'sweeper', 'edge'])('the bundle %s', (name) => {
	test('is one file with its map', async () => {
		expect((await readdir(join(folder, name))).sort()).toEqual(['index.mjs', 'index.mjs.map']);
		expect(await read(name, 'index.mjs')).toMatch(/export\{\w+ as handler\}/);
	});

	test('consists of functions and of the packages that they need', async () => {
		const { sources } = await map(name);
		const inside = sources.map((source) =>
			source.replace(/^(\.\.\/)+/, '').replace(/^.*?(?=node_modules\/|functions\/)/, ''),
		);
		const packages = inside.flatMap((source) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
		expect(PACKAGES).toEqual(expect.arrayContaining([...new Set(packages)]));
		const own = inside.filter((source) => !source.includes('node_modules/') && !source.startsWith('<define:'));
		expect(own.filter((source) => !source.startsWith('functions/'))).toEqual([]);
		expect(own.filter((source) => /testing|\.test\.|contract|development|\/node\.ts$/.test(source))).toEqual([]);
		expect(own).toContain('functions/rooms/decide.ts');
	});

	test('asks Node for little', async () => {
		const code = await read(name, 'index.mjs');
		const asked = [...code.matchAll(/(?:from|import|import\(|require\()\s*["'](?:node:)?([a-z_/]+)["']/g)].map(
			([, module]) => module,
		);
		const expected = ['buffer', 'crypto', 'util', ...(name === 'sweeper' ? [] : ['fs/promises', 'path'])];
		expect([...new Set(asked)].sort()).toEqual(expected.sort());
	});

	test('holds nothing of the environment in which it was made', async () => {
		for (const file of ['index.mjs', 'index.mjs.map']) expect(await read(name, file)).not.toContain(SECRET);
		expect(await map(name)).not.toHaveProperty('sourcesContent');
		const isTold = name === 'edge';
		expect((await read(name, 'index.mjs')).includes(edge.parametersPath)).toBe(isTold);
	});

	test('is small', async () => {
		const kilobytes = gzipSync(await read(name, 'index.mjs'), { level: 9 }).length / 1000;
		expect(kilobytes).toBeLessThan(LIMITS_KB[name]);
	});
});

test('the one for the edge is made only for those who want it', async () => {
	const other = join(folder, 'without');
	await bundleFunctions(root, { outdir: other });
	expect((await readdir(other)).sort()).toEqual(['api', 'sweeper']);
});
