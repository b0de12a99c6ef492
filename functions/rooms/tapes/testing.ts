/**
 * Webhooks as livekit-server 1.13.5 sent them, taken to be of one of our rooms. They go the way of the webhook door,
 * signature included.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AccessToken } from 'livekit-server-sdk';
import { receiveWebhook } from '../../livekit/webhook.ts';
import { agentIdentity } from '../../protocol/names.ts';
import { observationOf } from '../../routes/webhook-events.ts';
import { testConfig } from '../../testing.ts';
import { type ClaimState, claimState } from '../claims.ts';
import type { Facts } from '../facts.ts';
import type { LookUp } from '../looks.ts';
import type { Observation } from '../observe.ts';
import { present } from '../people.ts';
import { at, generation, policy } from '../testing.ts';

const config = { ...testConfig, agentNames: ['greenroom-dev'] as const };

/** What was heard of one room, in order. The first of it comes a second after the token was given out. */
export async function readTape(name: string, room: string): Promise<Observation[]> {
	const text = await readFile(new URL(`${name}.jsonl`, import.meta.url), 'utf8');
	const all = text
		.trimEnd()
		.split('\n')
		.map((body): Body => ({ ...JSON.parse(body), body }));
	const bodies = all.filter((one) => one.room?.name === room);
	const first = Number(bodies[0]?.createdAt);
	const heard: Observation[] = [];
	for (const { body, createdAt } of bodies) {
		const event = await receiveWebhook(config, body, await sign(body));
		if (event === null) throw new Error(`the signature of an event of ${name} does not match`);
		// The server tells whole seconds.
		const time = Math.max(at(1 + Number(createdAt) - first), (heard.at(-1)?.at ?? 0) + 1);
		heard.push(...[observationOf(event, generation, time)].filter((seen) => seen !== null));
	}
	if (heard.length === 0) throw new Error(`nothing was heard of ${room} in ${name}`);
	return heard;
}

interface Body {
	readonly body: string;
	readonly room?: { readonly name: string };
	readonly createdAt: string;
}

async function sign(body: string): Promise<string> {
	const token = new AccessToken(config.livekitApiKey, config.livekitApiSecret);
	token.sha256 = createHash('sha256').update(body).digest('base64');
	return token.toJwt();
}

/** The rooms in a tape. */
export async function roomsOf(name: string): Promise<string[]> {
	const text = await readFile(new URL(`${name}.jsonl`, import.meta.url), 'utf8');
	const rooms = text
		.trimEnd()
		.split('\n')
		.map((body) => (JSON.parse(body) as Partial<Body>).room?.name);
	return [...new Set(rooms)].filter((room) => room !== undefined);
}

/** The agents' jobs, in the order in which they came. */
export function jobsOf(heard: readonly Observation[]): string[] {
	const agents = heard.flatMap((one) =>
		one.kind === 'joined' && one.person.kind === 'agent' ? one.person.identity : [],
	);
	return [...new Set(agents)].map((identity) => identity.slice(agentIdentity('').length));
}

/** What the server would have listed after that. */
export function listed(heard: readonly Observation[], time: number): Observation {
	let room: LookUp['room'] = null;
	let people: LookUp['people'] = [];
	for (const one of heard) {
		if (one.kind === 'room_started') [room, people] = [one.life, []];
		if (one.kind === 'room_finished') [room, people] = [null, []];
		if (one.kind === 'joined') people = [...people, one.person];
		if (one.kind === 'left') people = people.filter(({ sid }) => sid !== one.person.sid);
	}
	return { kind: 'looked_up', generation, at: time, look: { start: time, end: time, room, people } };
}

export const TAPES = [
	'agent-sigkill',
	'delete-room',
	'no-worker',
	'outage12000',
	'outage5000',
	'refresh-default',
	'refresh-leave0',
	'resurrect-autocreate-on',
	'server-restart-SIGKILL',
	'server-restart-SIGTERMx2',
	'sigkill-chromium',
	'two-dispatch',
	'worker-sigkill',
] as const;

export const until = (heard: readonly Observation[], seconds: number): Observation[] =>
	heard.filter((one) => one.at <= at(seconds));

export const secondsOf = (one: Observation | undefined): number => ((one?.at ?? at(0)) - at(0)) / 1000;

/** How many humans and agents are there. */
export const count = ({ room }: Facts): number[] =>
	(['human', 'agent'] as const).map((kind) => present(room, kind).length);

/** Of the claim. */
export const stateAt = ({ room }: Facts, seconds: number): ClaimState['state'] =>
	claimState(room, at(seconds), policy).state;
