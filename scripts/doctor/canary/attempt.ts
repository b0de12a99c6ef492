/**
 * One call of the canary: a visitor of their own, a room of its own, until the agent is heard or it is known at which
 * step it was not.
 *
 * @module
 */
import type { Deployment } from '../../deployment/deployment.ts';
import { readToken, type TokenFacts } from '../checks/token.ts';
import { type End, hangUp } from './hang-up.ts';
import { inTime } from './in-time.ts';
import { type Joined, type Line, NotLetIn, type Reached } from './line.ts';
import { newVisitor } from './visitor.ts';

export type AttemptOutcome =
	| 'heard'
	| 'visitor_refused'
	| 'token_refused'
	| 'join_failed'
	/** Nobody came. */
	| 'no_agent'
	/** It came, and its sound did not. */
	| 'no_track'
	/** Its sound came, and there was no voice in it. */
	| 'silent'
	| 'interrupted';

export interface Attempt {
	readonly outcome: AttemptOutcome;
	/** What was said by who refused; null: nobody did. */
	readonly refusal: string | null;
	/** Since the call began, in milliseconds; what is not there was not reached. */
	readonly ms: Readonly<Partial<Record<'token' | 'join' | Reached, number>>>;
	readonly token: TokenFacts | null;
	/** Null: nobody was in the room. */
	readonly departureSeconds: number | null;
	/** Null: there was no room. */
	readonly end: End | null;
}

export interface AttemptOptions {
	readonly line: Line;
	/** Seconds in the room until the agent has to be heard. */
	readonly within: number;
	/** Aborted: it ends at once, and its room too. */
	readonly signal: AbortSignal;
	/** Milliseconds. */
	readonly now: () => number;
}

/** LiveKit's own libraries try for so long. */
const JOIN_WITHIN_MS = 15_000;

export async function attempt(deployment: Deployment, options: AttemptOptions): Promise<Attempt> {
	const { now } = options;
	const began = now();
	const ms: Partial<Record<keyof Attempt['ms'], number>> = {};
	const mark = (step: keyof Attempt['ms']) => {
		ms[step] = Math.round(now() - began);
	};
	const nowhere = { ms, token: null, departureSeconds: null, end: null };

	const visitor = await newVisitor(deployment);
	if ('refusal' in visitor) return { ...nowhere, outcome: 'visitor_refused', refusal: visitor.refusal };
	const ticket = await visitor.token();
	if ('refusal' in ticket) return { ...nowhere, outcome: 'token_refused', refusal: ticket.refusal };
	mark('token');
	const { server_url: url, participant_token: jwt, room_name: room } = ticket;
	const token = await readToken(deployment, url, jwt);
	const stay = await call({ url, jwt, agentName: token?.agents[0] ?? '' }, options, mark);
	// Whatever has happened: a room that nobody ends goes on until its grace is over.
	const end = await hangUp(deployment, visitor, room);
	await stay.joined?.leave().catch(() => {});
	const { outcome, refusal, joined } = stay;
	return { outcome, refusal, ms, token, departureSeconds: joined?.departureSeconds ?? null, end };
}

interface Stay extends Pick<Attempt, 'outcome' | 'refusal'> {
	/** Null: not let in. */
	readonly joined: Joined | null;
}

async function call(
	ticket: { readonly url: string; readonly jwt: string; readonly agentName: string },
	{ line, within, signal }: AttemptOptions,
	mark: (step: keyof Attempt['ms']) => void,
): Promise<Stay> {
	const interrupted = { outcome: 'interrupted', refusal: null } as const;
	if (signal.aborted) return { ...interrupted, joined: null };
	let joined: Joined | null;
	try {
		const joining = line.join(ticket.url, ticket.jwt, ticket.agentName);
		joined = await inTime(joining, { ms: JOIN_WITHIN_MS, signal }, (late) => late.leave());
	} catch (error) {
		return { outcome: 'join_failed', refusal: error instanceof NotLetIn ? error.message : 'failed', joined: null };
	}
	if (joined === null) {
		const late = { outcome: 'join_failed', refusal: 'timeout' } as const;
		return { ...(signal.aborted ? interrupted : late), joined };
	}
	mark('join');
	const deadline = Date.now() + within * 1000;
	for (const step of ['agent', 'track', 'voice'] as const) {
		const reached = joined.reached(step).then(() => true);
		const isReached = await inTime(reached, { ms: deadline - Date.now(), signal });
		if (isReached === null)
			return { ...(signal.aborted ? interrupted : { ...interrupted, outcome: MISSED[step] }), joined };
		mark(step);
		// Without it the agent begins a little later.
		if (step === 'track') void joined.sayThatItHears().catch(() => {});
	}
	return { outcome: 'heard', refusal: null, joined };
}

const MISSED = { agent: 'no_agent', track: 'no_track', voice: 'silent' } as const;
