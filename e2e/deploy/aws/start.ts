/**
 * A stand-in for AWS on this machine: as much of it as a deploy meets, with the rules by which AWS refuses one.
 *
 * @module
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';
import { REGION } from './account.ts';
import { bootstrappedWorld } from './bootstrap.ts';
import { type Answer, type Call, readCall } from './doors/call.ts';
import { answerCloudFormation, FirstLooks } from './doors/cloudformation.ts';
import { answerEcr, REGISTRY } from './doors/ecr.ts';
import { jsonRefusal } from './doors/json.ts';
import { answerLogs } from './doors/logs.ts';
import { Uploads } from './doors/multipart.ts';
import { queryRefusal } from './doors/query.ts';
import { answerS3, s3Refusal } from './doors/s3.ts';
import { answerSsm } from './doors/ssm.ts';
import { answerSts } from './doors/sts.ts';
import { inventoryOf } from './inventory.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

export interface Aws {
	readonly url: string;
	readonly world: World;
	/** `service:Operation`, or `s3:PUT`, in the order in which they were asked for. */
	readonly calls: readonly string[];
	/** Command lines of `docker`, without the command. */
	readonly docker: readonly (readonly string[])[];
	inventory(): readonly string[];
	close(): Promise<void>;
}

/** Where `docker.mjs` tells what it was called for. */
export const DOCKER_DOOR = '/docker';

export async function startAws(world: World = bootstrappedWorld(new Date())): Promise<Aws> {
	const calls: string[] = [];
	const docker: (readonly string[])[] = [];
	const around = { looks: new FirstLooks(), uploads: new Uploads() };
	const answer = async (request: IncomingMessage): Promise<Answer> => {
		if (request.url === DOCKER_DOOR) return noteDocker(world, docker, await textOf(request));
		const call = await readCall(request);
		calls.push(`${call.service}:${call.operation || call.method}`);
		try {
			return answerCall(world, call, around);
		} catch (error) {
			if (error instanceof Refusal) return refusalFor(call, error);
			throw error;
		}
	};
	const server = createServer((request, response) => {
		const send = ({ status, type, body, headers }: Answer) =>
			response.writeHead(status, { 'content-type': type, ...headers }).end(request.method === 'HEAD' ? '' : body);
		answer(request).then(send, (error: unknown) => send(failed(error)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		...{ url: `http://127.0.0.1:${port}`, world, calls, docker, inventory: () => inventoryOf(world) },
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

interface Around {
	readonly looks: FirstLooks;
	readonly uploads: Uploads;
}

function answerCall(world: World, call: Call, { looks, uploads }: Around): Answer {
	if (call.region !== REGION && call.service !== 's3')
		throw new Refusal('UnknownRegion', `this stand-in is ${REGION} alone, and was called in ${call.region}`);
	switch (call.service) {
		case 'sts':
			return answerSts(call);
		case 'cloudformation':
			return answerCloudFormation(world, call, looks, new Date());
		case 'ssm':
			return answerSsm(world, call);
		case 'ecr':
			return answerEcr(world, call);
		case 'logs':
			return answerLogs(world, call);
		case 's3':
			return answerS3(world, call, uploads);
		default:
			throw new Refusal('NotImplemented', `${call.service} is not known to this stand-in`, 501);
	}
}

function refusalFor({ service }: Call, refusal: Refusal): Answer {
	if (service === 's3') return s3Refusal(refusal);
	return service === 'sts' || service === 'cloudformation' ? queryRefusal(refusal) : jsonRefusal(refusal);
}

/** A fault of the stand-in, unless nobody has signed. */
function failed(error: unknown): Answer {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return { status: error instanceof Refusal ? error.status : 500, type: 'text/plain', body: text };
}

async function textOf(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part);
	return Buffer.concat(parts).toString();
}

/** What is pushed is there. */
function noteDocker({ images }: World, docker: (readonly string[])[], text: string): Answer {
	const args = z.array(z.string()).parse(JSON.parse(text));
	docker.push(args);
	const [command, image = ''] = args;
	if (command === 'push') images.add(image.replace(`${REGISTRY}/`, ''));
	return { status: 204, type: 'text/plain', body: '' };
}
