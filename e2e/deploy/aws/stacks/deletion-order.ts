/** What others need goes last. */
import type { Resource } from './stack.ts';

export function deletionOrder(resources: ReadonlyMap<string, Resource>): readonly string[] {
	const left = new Map(resources);
	const order: string[] = [];
	while (left.size > 0) {
		const ready = [...left.keys()].filter((name) => ![...left.values()].some(({ needs }) => needs.has(name)));
		// There is no circle: the template was refused then.
		for (const name of ready) {
			order.push(name);
			left.delete(name);
		}
		if (ready.length === 0) throw new Error(`resources need each other: ${[...left.keys()].join(', ')}`);
	}
	return order;
}
