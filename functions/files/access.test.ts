import { describe, expect, it } from 'vitest';
import { readFileAccess } from './access.ts';

const aws = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'a secret' };

describe('where files are kept', () => {
	it('is nowhere when nothing says it', () => {
		expect(readFileAccess({})).toBeNull();
		// What every function of AWS has.
		expect(readFileAccess({ ...aws, AWS_SESSION_TOKEN: 'token' })).toBeNull();
	});

	it('is a folder', () => {
		expect(readFileAccess({ FILES_FOLDER: '/files' })).toEqual({ kind: 'folder', folder: '/files' });
	});

	it('is a bucket, with the keys of the function', () => {
		const s3 = {
			kind: 's3',
			bucket: 'my-files',
			region: 'eu-central-1',
			accessKeyId: 'AKIA',
			secretAccessKey: 'a secret',
		};
		expect(readFileAccess({ ...aws, FILES_BUCKET: 'my-files' })).toEqual({ ...s3, sessionToken: null });
		const role = readFileAccess({ ...aws, FILES_BUCKET: 'my-files', AWS_SESSION_TOKEN: 'token' });
		expect(role).toEqual({ ...s3, sessionToken: 'token' });
	});

	it.each([
		[{ FILES_FOLDER: '/files', FILES_BUCKET: 'files' }, 'FILES_FOLDER is set, and FILES_BUCKET is'],
		[{ FILES_BUCKET: 'files' }, 'AWS_REGION is not set'],
		[{ FILES_BUCKET: 'my.files', ...aws }, 'FILES_BUCKET must be'],
		[{ FILES_BUCKET: 'files', ...aws, AWS_SECRET_ACCESS_KEY: '' }, 'AWS_SECRET_ACCESS_KEY is not set'],
	])('is named as wrong: %j', (env, problem) => {
		expect(() => readFileAccess(env)).toThrow(problem);
	});
});
