/**
 * As much of a worker as LiveKit sees of one: it registers, is offered jobs and answers. It serves none of them; who is
 * to join as its agent takes the token of the assignment.
 *
 * The protocol is spoken in JSON, which the server answers in JSON.
 *
 * @module
 */
import { once } from 'node:events';
import { AccessToken } from 'livekit-server-sdk';
import * as z from 'zod/mini';
import { eventually } from '../eventually.ts';
import type { LiveKitServer } from './server.ts';

const jobSchema = z.object({
	id: z.string(),
	dispatchId: z.string(),
	room: z.object({ name: z.string(), sid: z.string() }),
	// Empty strings are left out.
	agentName: z._default(z.string(), ''),
	metadata: z._default(z.string(), ''),
});
export type Job = z.infer<typeof jobSchema>;

const messageSchema = z.object({
	register: z.optional(z.object({ workerId: z.string() })),
	availability: z.optional(z.object({ job: jobSchema })),
	assignment: z.optional(z.object({ job: jobSchema, token: z.string() })),
});

export interface Assignment {
	readonly job: Job;
	/** With it the agent joins. */
	readonly token: string;
	readonly identity: string;
}

export interface FakeWorker {
	/** In the order in which they were offered. */
	readonly offers: readonly Job[];
	offered(count: number): Promise<readonly Job[]>;
	assigned(count: number): Promise<readonly Assignment[]>;
	/** Says how a job went. */
	report(job: Job, status: 'JS_SUCCESS' | 'JS_FAILED'): void;
	close(): void;
}

/** What a worker does with every job that it is offered. */
export type Answer = 'accepts' | 'rejects' | 'is silent';

const PATIENCE = 5_000;

export async function registerWorker(
	{ url, keys }: LiveKitServer,
	agentName: string,
	answer: Answer = 'rejects',
): Promise<FakeWorker> {
	const token = new AccessToken(keys.apiKey, keys.apiSecret);
	token.addGrant({ agent: true });
	const socket = new WebSocket(`${url}/agent?access_token=${await token.toJwt()}`);
	const send = (message: object) => socket.send(JSON.stringify(message));
	const offers: Job[] = [];
	const assignments: Assignment[] = [];
	let isRegistered = false;
	socket.addEventListener('message', ({ data }) => {
		const { register, availability, assignment } = messageSchema.parse(JSON.parse(String(data)));
		if (register !== undefined) isRegistered = true;
		if (availability !== undefined) {
			offers.push(availability.job);
			const jobId = availability.job.id;
			const participantIdentity = identityOf(availability.job);
			if (answer !== 'is silent')
				send({ availability: { jobId, available: answer === 'accepts', participantIdentity } });
		}
		if (assignment !== undefined) assignments.push({ ...assignment, identity: identityOf(assignment.job) });
	});
	await once(socket, 'open');
	send({ register: { type: 'JT_ROOM', agentName, version: '0' } });
	await eventually('registered', async () => isRegistered, Boolean, PATIENCE);
	return {
		offers,
		offered: (count) =>
			eventually(
				'jobs offered',
				async () => offers,
				({ length }) => length >= count,
				PATIENCE,
			),
		assigned: (count) =>
			eventually(
				'jobs assigned',
				async () => assignments,
				({ length }) => length >= count,
				PATIENCE,
			),
		report: ({ id }, status) => send({ updateJob: { jobId: id, status } }),
		close: () => socket.close(),
	};
}

const identityOf = ({ id }: Job): string => `agent-${id}`;
