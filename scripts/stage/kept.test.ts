import { expect, test } from 'vitest';
import { keptOf } from './kept.ts';

test('buckets and logs of production are kept, under the names that AWS has for them', () => {
	const template = JSON.stringify({
		Resources: {
			Files: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' },
			Page: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Delete' },
			Api: { Type: 'AWS::Lambda::Function' },
			Logs: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain' },
		},
	});
	expect(keptOf(template, new Map([['Files', 'production-files-1']]))).toEqual([
		'AWS::S3::Bucket production-files-1',
		'AWS::Logs::LogGroup Logs',
	]);
});
