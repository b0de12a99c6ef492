/**
 * What a caller was told is kept, and what is kept.
 *
 * @module
 */
import type { Turn } from '../../functions/protocol/conversation.ts';

export interface Witnessed {
	/** What the caller has typed, as it was acknowledged: in that order, by id. */
	readonly acknowledged: ReadonlyMap<string, Turn>;
	/** What agents have said, and who of them, by id. */
	readonly shown: ReadonlyMap<string, { readonly turn: Turn; readonly by: string }>;
}

/**
 * What is wrong with the turns of a conversation; nothing when every turn that was acknowledged is there, once, in order.
 *
 * @param killed identities of agents that could not finish: what they said last may have died with them
 */
export function faultsOf(
	turns: readonly Turn[],
	{ acknowledged, shown }: Witnessed,
	killed: ReadonlySet<string> = new Set(),
): string[] {
	const ids = turns.map(({ id }) => id);
	const known = new Map(turns.map((turn) => [turn.id, turn]));
	const spoken = [...shown.values()].filter(({ by }) => !killed.has(by)).map(({ turn }) => turn);
	const owed = [...acknowledged.values(), ...spoken];
	const inOrder = [...acknowledged.keys()].filter((id) => known.has(id));
	const found = ids.filter((id) => acknowledged.has(id));
	return [
		...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${id} is there twice`),
		...owed.filter(({ id }) => !known.has(id)).map(({ id, role }) => `${id} of the ${role} is lost`),
		...owed
			.filter(({ id, text }) => known.get(id) !== undefined && known.get(id)?.text !== text)
			.map(({ id }) => `${id} has another text`),
		...(found.join() === inOrder.join() ? [] : ['what was typed is in another order']),
	];
}
