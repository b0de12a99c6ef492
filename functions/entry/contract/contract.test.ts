/**
 * One contract for all entries: the same steps are played at each, and every answer is laid beside that of the app itself,
 * with all headers. What may differ: the cookie's name and `Secure` on http loopback, which browsers demand; the version;
 * where a Node process takes the visitor's address from (the connection); and how a body above 1 MB is refused at the edge.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundleFunctions } from '../../../scripts/bundle/functions.ts';
import { lacksRedis } from '../../../scripts/redis/testing.ts';
import { bundle } from '../../../scripts/start/bundle.ts';
import { agentToken } from '../../testing.ts';
import { keys, PATH } from '../settings/testing.ts';
import { ORIGIN_SECRET } from './function-url-event.ts';
import { bodyOf, type Entry, type Exchange, makeScene, type Scene } from './scene.ts';
import { call, NO_FILES } from './steps/call.ts';
import { steps } from './steps/index.ts';
import { visitor } from './steps/visitor.ts';
import { type Around, atEdge, functionUrl, inProcess, nodeProcess, root, startAround } from './testing.ts';
import { ADDRESS } from './viewer.ts';

const edge = {
	stage: 'test',
	region: keys.region,
	parametersPath: PATH,
	agentName: 'greenroom',
	version: 'at the edge',
};

const entries: Readonly<Record<string, (around: Around, folder: string) => Promise<Entry>>> = {
	'in process': inProcess,
	'as a Node process': nodeProcess,
	'as a function behind CloudFront': (around, folder) => functionUrl(around, join(folder, 'api/index.mjs')),
	'as a function at the edge': (around, folder) => atEdge(around, join(folder, 'edge/index.mjs')),
};

describe.skipIf(lacksRedis())('the API', () => {
	let around: Around;
	let folder: string;
	let first: readonly Exchange[] | null = null;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'greenroom-functions-'));
		await Promise.all([bundleFunctions(root, { outdir: folder, edge }), bundle(root, ['api'])]);
		around = await startAround();
	}, 60_000);
	afterAll(async () => {
		await around.stop();
		await rm(folder, { recursive: true });
	});

	describe.each(Object.entries(entries))('%s', (_, start) => {
		let scene: Scene;
		beforeAll(async () => {
			await around.clear();
			scene = makeScene(await start(around, folder), around.behind);
		});
		afterAll(() => scene.entry.stop());

		it.each(steps.map(({ name, play }) => [name, play] as const))('%s', async (name, play) => {
			scene.begins(name);
			await play(scene);
		});

		it('answers as it does everywhere, to the last header', () => {
			first ??= scene.seen;
			expect(scene.seen).toEqual(first);
		});

		it('has written down each request, and no secret, token, room, name or word', () => {
			const { lines } = scene.entry;
			expect(lines.filter((line) => line.includes('"event":"request"')).length).toBeGreaterThan(scene.seen.length);
			const { secrets } = around;
			const { cookie, room, visitorToken } = scene.left;
			const hidden = [secrets.LIVEKIT_API_SECRET, secrets.UPSTASH_REDIS_REST_TOKEN, secrets.OPS_TOKEN, ORIGIN_SECRET];
			for (const text of [...hidden, cookie, room, visitorToken, 'Zoë', 'Grüße', 'hunter2', ADDRESS])
				expect(lines.join('\n')).not.toContain(text);
		});
	});

	it('as a function with a bucket says where the bytes of a file go, signed by its role', async () => {
		await around.clear();
		const api = await functionUrl(around, join(folder, 'api/index.mjs'), { FILES_BUCKET: 'greenroom-files' });
		onTestFinished(() => api.stop());
		const scene = makeScene(api, around.behind);
		for (const { name, play } of [...visitor, ...call]) if (name !== NO_FILES) await play(scene);
		const { room } = scene.left;
		const answer = await scene.ask('POST', '/api/agent/files', {
			json: { room, jobId: 'AJ_1', epoch: 1, id: 'file-0001', name: 'Zoë.txt', type: 'text/plain', size: 2 },
			headers: { authorization: `Bearer ${await agentToken(room)}` },
		});
		const { outcome, upload } = bodyOf(answer);
		const { origin, searchParams } = new URL(upload.url);
		expect([outcome, origin]).toEqual(['upload', `https://greenroom-files.s3.${keys.region}.amazonaws.com`]);
		expect(searchParams.get('X-Amz-Security-Token')).toBe(keys.sessionToken);
	});
});
