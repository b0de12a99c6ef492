/**
 * In which order the resources of a template are made.
 *
 * @module
 */
import { invalid } from '../refusal.ts';
import { referencesIn } from './references.ts';
import type { Template, TemplateResource } from './template.ts';

/** What has to be there before: by reference, and by `DependsOn`. */
export function neededBy({ Properties, DependsOn = [] }: TemplateResource): ReadonlySet<string> {
	const references = [...referencesIn(Properties)].filter(({ kind }) => kind !== 'condition');
	return new Set([...references.map(({ name }) => name), ...(Array.isArray(DependsOn) ? DependsOn : [DependsOn])]);
}

/**
 * What others need comes first.
 *
 * @throws Refusal where resources wait for each other
 */
export function orderOf({ Resources }: Pick<Template, 'Resources'>): readonly string[] {
	const waiting = new Map(
		Object.entries(Resources).map(([name, resource]) => [
			name,
			[...neededBy(resource)].filter((other) => other in Resources),
		]),
	);
	const order: string[] = [];
	while (waiting.size > 0) {
		const ready = [...waiting].filter(([, needs]) => needs.every((other) => !waiting.has(other)));
		if (ready.length === 0)
			throw invalid(`Circular dependency between resources: [${[...waiting.keys()].sort().join(', ')}]`);
		for (const [name] of ready) {
			order.push(name);
			waiting.delete(name);
		}
	}
	return order;
}
