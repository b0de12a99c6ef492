/** Resources that are no more than their name or value. */
import { stableId } from '../account.ts';
import { handlerSaid, type Kind } from './kind.ts';

export const logGroupKind: Kind = {
	// Lambda may have made it before, for a function of that name.
	taken: ({ type, physicalId }, { world }) =>
		world.logGroups.has(physicalId)
			? handlerSaid(
					`Resource of type '${type}' with identifier '{"/properties/LogGroupName":"${physicalId}"}' already exists.`,
					'AlreadyExists',
				)
			: null,
	made: ({ physicalId }, { world }) => void world.logGroups.add(physicalId),
	gone: ({ physicalId }, { world }) => void world.logGroups.delete(physicalId),
};

export const parameterKind: Kind = {
	taken: ({ physicalId }, { world }) =>
		world.parameters.has(physicalId) ? handlerSaid(`${physicalId} already exists.`, 'AlreadyExists') : null,
	made({ physicalId, properties }, { world }) {
		const { Type: type = 'String', Value: value } = properties;
		world.parameters.set(physicalId, { value: String(value), type: String(type), version: 1 });
	},
	gone: ({ physicalId }, { world }) => void world.parameters.delete(physicalId),
};

export const secretKind: Kind = {
	made({ physicalId, properties, id }, { world }) {
		const { SecretString: given } = properties;
		if (world.secrets.has(physicalId) && given === undefined) return;
		world.secrets.set(physicalId, typeof given === 'string' ? given : stableId(48, 'secret', id));
	},
	gone: ({ physicalId }, { world }) => void world.secrets.delete(physicalId),
};

export const repositoryKind: Kind = {
	made: ({ physicalId }, { world }) => void world.repositories.add(physicalId),
	stays: ({ physicalId, properties }, { world }) =>
		properties['EmptyOnDelete'] !== true && [...world.images].some((image) => image.startsWith(`${physicalId}:`))
			? handlerSaid(`The repository with name '${physicalId}' cannot be deleted because it still contains images`)
			: null,
	gone({ physicalId }, { world }) {
		world.repositories.delete(physicalId);
		for (const image of world.images) if (image.startsWith(`${physicalId}:`)) world.images.delete(image);
	},
};
