/** What a service of AWS adds to the general rules of CloudFormation, for resources of one type. */
import type { Resource } from '../stacks/stack.ts';
import type { World } from '../world.ts';

export interface Around {
	readonly world: World;
	/** Any resource that exists, by what `Ref` answers or by its ARN. */
	find(id: string): Resource | undefined;
	/** All that exist, of one type. */
	all(type: string): readonly Resource[];
}

export interface Kind {
	/** @returns why its name is taken, in the service's words; null: it is not */
	taken?(resource: Resource, around: Around): string | null;
	/** @returns why it is not made, in the service's words; null: it is */
	refuses?(resource: Resource, around: Around): string | null;
	/** What there is in the account once it is made, or changed. */
	made?(resource: Resource, around: Around): void;
	/** @returns why it is not deleted, in the service's words; null: it is */
	stays?(resource: Resource, around: Around): string | null;
	gone?(resource: Resource, around: Around): void;
}

/** The first that is said. */
export const firstOf = (...reasons: readonly (string | null)[]): string | null =>
	reasons.find((reason) => reason !== null) ?? null;

/** As CloudFormation passes on what a service says. */
export const handlerSaid = (message: string, code = 'InvalidRequest'): string =>
	`Resource handler returned message: "${message}" (RequestToken: 00000000-0000-0000-0000-000000000000, HandlerErrorCode: ${code})`;
