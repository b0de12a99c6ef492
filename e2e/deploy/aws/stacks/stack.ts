/**
 * A stack, its resources, and what is told of them.
 *
 * @module
 */
import { stableId } from '../account.ts';
import type { TemplateResource } from '../template/template.ts';

export interface Resource {
	readonly logicalId: string;
	readonly type: string;
	/** What `Ref` answers. */
	readonly physicalId: string;
	/** Without functions and references. */
	readonly properties: Readonly<Record<string, unknown>>;
	readonly deletionPolicy: TemplateResource['DeletionPolicy'];
	/** Logical ids of what it needs. */
	readonly needs: ReadonlySet<string>;
	/** Its own, of its stack's and its name. */
	readonly id: string;
}

export interface Output {
	readonly key: string;
	readonly value: string;
	readonly exportName: string | null;
}

export interface StackEvent {
	readonly logicalId: string;
	readonly physicalId: string;
	readonly type: string;
	readonly status: string;
	readonly reason: string | null;
	readonly time: Date;
}

export interface Stack {
	readonly name: string;
	readonly id: string;
	readonly status: string;
	readonly created: Date;
	/** As it was sent. */
	readonly template: string;
	readonly tags: ReadonlyMap<string, string>;
	readonly resources: ReadonlyMap<string, Resource>;
	/** Why a resource was not made, by its logical id. */
	readonly failures: ReadonlyMap<string, string>;
	readonly outputs: readonly Output[];
	/** Names of the exports that it uses. */
	readonly imports: ReadonlySet<string>;
	/** The oldest first. */
	readonly events: readonly StackEvent[];
}

/** Another one for each stack, also of the same name. */
export const resourceId = (stackId: string, logicalId: string): string =>
	stableId(12, stackId, logicalId).toUpperCase();
