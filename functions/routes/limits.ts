/**
 * Limits on what costs something: for one visitor, for one address, and on the calls of the whole stage. Floods are the
 * business of whatever stands in front of us.
 *
 * @module
 */
import type { Context } from 'hono';
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { isOpen } from '../rooms/deadline.ts';
import type { Facts } from '../rooms/facts.ts';
import type { Hit, Loaded, Store } from '../store/port.ts';

/** What is counted for a request, the visitor's own first. */
export function hitsOf(c: Context, deps: Deps, whose: Whose, what: string): readonly Hit[] {
	const { config, policy, addressOf } = deps;
	const { windowMs } = policy.limits;
	const address = addressOf(c);
	const ofAddress = address === null ? [] : [{ key: `${config.stage}:hits:${what}:from:${address}`, windowMs }];
	return [hitOfVisitor(deps, whose, what), ...ofAddress];
}

/** Of the visitor alone, for what a worker asks on behalf of all its callers from one address. */
export const hitOfVisitor = ({ config, policy }: Deps, whose: Whose, what: string): Hit => ({
	key: `${config.stage}:hits:${what}:by:${whose.conversation}`,
	windowMs: policy.limits.windowMs,
});

/** @throws Problem `too_many_requests` */
export const refuseTooMany =
	({ policy: { limits } }: Deps) =>
	({ hits: [byVisitor = 0, fromAddress = 0] }: Loaded): void => {
		if (byVisitor <= limits.perVisitor && fromAddress <= limits.perAddress) return;
		throw new Problem('too_many_requests', 'Wait a minute.', { retryAfterMs: limits.windowMs });
	};

/**
 * Who is in a call may always come back to it.
 *
 * @throws Problem `too_many_calls`
 */
export function refuseTooManyCalls({ policy, now }: Deps, facts: Facts | null, open: number): void {
	if (open < policy.limits.calls || (facts !== null && isOpen(facts.room, now(), policy))) return;
	throw new Problem('too_many_calls', 'Wait for a call to end.', { retryAfterMs: ASK_AGAIN_MS });
}

const ASK_AGAIN_MS = 20_000;
/** An instance asks the store no more often than this. */
const COUNTED_EVERY_MS = 2_000;

/**
 * How many calls are open in the stage: counted by their deadlines, so that what has just ended still counts for 20 s.
 * Never fails: nobody is refused because it could not be counted.
 */
export function makeOpenCalls(store: Pick<Store, 'size'>, now: () => number): () => Promise<number> {
	let counted = { at: Number.NEGATIVE_INFINITY, calls: 0 };
	return async () => {
		if (now() >= counted.at + COUNTED_EVERY_MS)
			counted = { at: now(), calls: await store.size().catch(() => counted.calls) };
		return counted.calls;
	};
}
