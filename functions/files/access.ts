import { EnvironmentError, readEnvironment } from '../protocol/environment.ts';

/** Where files are kept. */
export type FileAccess =
	| { readonly kind: 'folder'; readonly folder: string }
	| {
			readonly kind: 's3';
			readonly bucket: string;
			readonly region: string;
			readonly accessKeyId: string;
			readonly secretAccessKey: string;
			readonly sessionToken: string | null;
	  };

/**
 * Where the environment says that files are kept.
 *
 * @returns `null` when it says nothing: then none are taken
 * @throws EnvironmentError when it says two places, or a bucket that cannot be reached
 */
export function readFileAccess(env: Readonly<Record<string, string | undefined>>): FileAccess | null {
	const { FILES_FOLDER: folder, FILES_BUCKET: bucket } = readEnvironment(env, ['FILES_FOLDER', 'FILES_BUCKET']);
	if (folder !== undefined && bucket !== undefined)
		throw new EnvironmentError(['FILES_FOLDER is set, and FILES_BUCKET is: one of them or none']);
	if (folder !== undefined) return { kind: 'folder', folder };
	if (bucket === undefined) return null;
	const aws = readEnvironment(env, ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);
	return {
		kind: 's3',
		bucket,
		region: aws.AWS_REGION,
		accessKeyId: aws.AWS_ACCESS_KEY_ID,
		secretAccessKey: aws.AWS_SECRET_ACCESS_KEY,
		sessionToken: aws.AWS_SESSION_TOKEN ?? null,
	};
}
