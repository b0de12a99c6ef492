/**
 * What people open: the page and the API behind one name, so that the page's cookie is the API's and nothing needs CORS.
 *
 * @module
 */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ORIGIN_SECRET_HEADER } from '../functions/protocol/front.ts';
import { type Api, TIMEOUT_S } from './api.ts';
import type { OwnDomain } from './deployment.ts';
import { pageFolders } from './page-folders.ts';
import { pageHeaders } from './page-headers.ts';
import { HASHED, PageUpload } from './page-upload.ts';
import type { StageSettings } from './stages.ts';

export interface SiteProps {
	readonly settings: StageSettings;
	/** Folder of the built page. */
	readonly page: string;
	readonly api: Api;
	/** File with the function of CloudFront that says who asks; see functions/protocol/front.ts. */
	readonly viewerFunction: string;
	/** Answers in place of the API's own function, near whoever asks. */
	readonly edgeApi: lambda.IVersion | null;
	readonly domain: OwnDomain | null;
}

export class Site extends Construct {
	readonly distribution: cloudfront.Distribution;
	/** With which people open it. */
	readonly url: string;
	/** As AWS knows it, whatever name it has beside that. */
	readonly ownUrl: string;

	constructor(scope: Construct, id: string, props: SiteProps) {
		super(scope, id);
		const { settings, page, domain } = props;
		const bucket = new s3.Bucket(this, 'Page', {
			blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
			objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
			encryption: s3.BucketEncryption.S3_MANAGED,
			enforceSSL: true,
			// Every deploy brings it again.
			removalPolicy: RemovalPolicy.DESTROY,
			autoDeleteObjects: true,
		}) as s3.IBucket;
		const ofPage: cloudfront.BehaviorOptions = {
			origin: origins.S3BucketOrigin.withOriginAccessControl(bucket, {
				// Who may list is told of what is not there by 404, who may not by 403.
				originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
			}),
			viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
			// Keeps what is hashed for a year, and nothing else for more than a second, as its headers say.
			cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
			responseHeadersPolicy: pageHeaders(this),
			compress: true,
		};
		this.distribution = new cloudfront.Distribution(this, 'Distribution', {
			comment: `Greenroom, ${settings.stage}`,
			defaultRootObject: 'index.html',
			defaultBehavior: {
				...ofPage,
				functionAssociations: [{ function: pageFolders(this), eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
			},
			additionalBehaviors: { [`/${HASHED}`]: ofPage, '/api/*': ofApi(this, props) },
			// What the API answers is what people get: a 404 of it is not the page.
			errorResponses: [],
			httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
			priceClass:
				settings.kind === 'production' ? cloudfront.PriceClass.PRICE_CLASS_ALL : cloudfront.PriceClass.PRICE_CLASS_100,
			...(domain === null
				? {}
				: {
						domainNames: [domain.name],
						certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
					}),
		});
		new PageUpload(this, 'Upload', { settings, page, bucket });
		this.ownUrl = `https://${this.distribution.distributionDomainName}`;
		this.url = domain === null ? this.ownUrl : `https://${domain.name}`;
	}
}

const ofApi = (scope: Construct, { api, edgeApi, viewerFunction }: SiteProps): cloudfront.BehaviorOptions => ({
	origin: new origins.FunctionUrlOrigin(api.url, {
		customHeaders: { [ORIGIN_SECRET_HEADER]: api.originSecret },
		readTimeout: Duration.seconds(TIMEOUT_S + 5),
	}),
	allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
	viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
	cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
	// Everything that was asked with. The URL of a function answers to no Host but its own.
	originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
	compress: true,
	functionAssociations: [
		{
			function: new cloudfront.Function(scope, 'Viewer', {
				code: cloudfront.FunctionCode.fromFile({ filePath: viewerFunction }),
				runtime: cloudfront.FunctionRuntime.JS_2_0,
			}),
			eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
		},
	],
	...(edgeApi === null
		? {}
		: {
				edgeLambdas: [
					{ functionVersion: edgeApi, eventType: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST, includeBody: true },
				],
			}),
});
