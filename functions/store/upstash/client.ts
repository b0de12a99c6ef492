/**
 * Scripts at Upstash, under a time limit of our own. The SDK's errors hold the whole command, with what somebody said in
 * it: none of them, nor anything of them, leaves this file.
 *
 * @module
 */
// The entry that needs nothing but fetch.
import { Redis } from '@upstash/redis/cloudflare';
import type { StoreAccess } from '../access.ts';
import { StoreUnavailable } from '../port.ts';
import { type Failure, failureOf } from './failure.ts';
import type { Script } from './lua/script.ts';

export interface Run {
	readonly script: Script;
	readonly keys: readonly string[];
	readonly args?: readonly (string | number)[];
	/** After which failures it is tried a second time. */
	readonly again: readonly Failure[];
}

export type RunScript = (run: Run) => Promise<unknown>;

/** @param attemptMs how long one attempt may take */
export function connectUpstash({ url, token }: StoreAccess, attemptMs: number): RunScript {
	const redis = new Redis({
		url,
		token,
		signal: () => AbortSignal.timeout(attemptMs),
		// Whether a command may be repeated only its script knows.
		retry: { retries: 0 },
		// One command of a batch that goes wrong would take the others with it.
		enableAutoPipelining: false,
		// It makes numbers of texts that look like some.
		automaticDeserialization: false,
		enableTelemetry: false,
		// Scripts run where writes do: what was written is read.
		readYourWrites: false,
	});
	/** What the database has run for us: from then on the hash will do. */
	const known = new Set<Script>();

	async function evaluate({ script, keys, args = [] }: Run): Promise<unknown> {
		const values = args.map(String);
		if (known.has(script)) {
			try {
				return await redis.evalsha(await script.hash(), [...keys], values);
			} catch (error) {
				if (failureOf(error) !== 'forgotten') throw error;
			}
		}
		const result = await redis.eval(script.text, [...keys], values);
		known.add(script);
		return result;
	}

	return async (run) => {
		const first = await attempt(() => evaluate(run));
		if ('result' in first) return first.result;
		if (!run.again.includes(first.failure)) throw new StoreUnavailable(first.failure);
		const second = await attempt(() => evaluate(run));
		if ('result' in second) return second.result;
		throw new StoreUnavailable(second.failure);
	};
}

type Attempt = { readonly result: unknown } | { readonly failure: Failure };

async function attempt(evaluate: () => Promise<unknown>): Promise<Attempt> {
	try {
		return { result: await evaluate() };
	} catch (error) {
		return { failure: failureOf(error) };
	}
}
