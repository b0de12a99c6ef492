import { readConfig } from '../../config.ts';
import { readFileAccess } from '../../files/access.ts';
import { EnvironmentError } from '../../protocol/environment.ts';
import { readStoreAccess } from '../../store/access.ts';

/** Names and values, as an environment has them. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** What SST gives a function in place of a secret. Only SST's own library knows what to do with it. */
const PLACEHOLDER = '__FETCH_FROM_SSM__';

/** Everything that is missing or wrong, a line for each; empty: a function can begin. */
export function settingsProblems(settings: Settings): readonly string[] {
	const placeholders = Object.entries(settings)
		// By these names SST's library finds its secrets: there it is as it should be.
		.filter(([name, value]) => value?.includes(PLACEHOLDER) === true && !name.startsWith('SST_'))
		.map(([name]) => `${name} is ${PLACEHOLDER}, and not the secret itself`);
	if (placeholders.length > 0) return placeholders;
	return [() => readConfig(settings, ''), () => neededStore(settings), () => lastingFiles(settings)].flatMap(
		problemsOf,
	);
}

/** Memory goes with the function, and each of many has its own. */
function neededStore(settings: Settings): void {
	if (readStoreAccess(settings) === null)
		throw new EnvironmentError(['UPSTASH_REDIS_REST_URL is not set', 'UPSTASH_REDIS_REST_TOKEN is not set']);
}

/** So does a folder. */
function lastingFiles(settings: Settings): void {
	if (readFileAccess(settings)?.kind === 'folder')
		throw new EnvironmentError(['FILES_FOLDER is set, which does not last in a function: set FILES_BUCKET']);
}

function problemsOf(read: () => unknown): readonly string[] {
	try {
		read();
		return [];
	} catch (error) {
		if (error instanceof EnvironmentError) return error.problems;
		throw error;
	}
}
