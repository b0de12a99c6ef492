/**
 * `/ops` and `/simulator` are folders with an index.html, with or without a slash: S3 knows no folders, so a function of
 * CloudFront completes the path.
 *
 * @module
 */
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** CloudFront's own JavaScript. What has no dot in its last part is a folder. */
export const FOLDERS_CODE = `function handler(event) {
	var request = event.request;
	if (request.uri.endsWith('/')) request.uri += 'index.html';
	else if (!/\\.[^/]*$/.test(request.uri)) request.uri += '/index.html';
	return request;
}
`;

export const pageFolders = (scope: Construct): cloudfront.Function =>
	new cloudfront.Function(scope, 'Folders', {
		code: cloudfront.FunctionCode.fromInline(FOLDERS_CODE),
		runtime: cloudfront.FunctionRuntime.JS_2_0,
	});
