"""Terraform's resource types that run with roles: media, mail and other messages to people.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import media as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
    _runs("aws_medialive_channel", kinds.MEDIA_LIVE_CHANNEL, "name", ("role_arn",), optional=True),
    _runs("aws_medialive_input", kinds.MEDIA_LIVE_INPUT, "name", ("role_arn",), optional=True),
    _runs(
        "aws_pinpoint_email_channel",
        kinds.PINPOINT_EMAIL_CHANNEL,
        "",
        ("orchestration_sending_role_arn", "role_arn"),
        optional=True,
    ),
    _runs("aws_pinpoint_event_stream", kinds.PINPOINT_EVENT_STREAM, "", ("role_arn",)),
    _runs(
        "aws_ses_receipt_rule",
        kinds.SES_RECEIPT_RULE,
        "name",
        ("s3_action.iam_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_pinpointsmsvoicev2_phone_number",
        kinds.SMSVOICE_PHONE_NUMBER,
        "",
        ("two_way_channel_role",),
        optional=True,
    ),
    _runs(
        "aws_sns_topic_subscription",
        kinds.SNS_SUBSCRIPTION,
        "",
        ("subscription_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_sns_topic",
        kinds.SNS_TOPIC,
        "name",
        (
            "application_failure_feedback_role_arn",
            "application_success_feedback_role_arn",
            "firehose_failure_feedback_role_arn",
            "firehose_success_feedback_role_arn",
            "http_failure_feedback_role_arn",
            "http_success_feedback_role_arn",
            "lambda_failure_feedback_role_arn",
            "lambda_success_feedback_role_arn",
            "sqs_failure_feedback_role_arn",
            "sqs_success_feedback_role_arn",
        ),
        optional=True,
    ),
    _runs(
        "aws_sns_platform_application",
        kinds.SNS_PLATFORM_APPLICATION,
        "name",
        ("failure_feedback_role_arn", "success_feedback_role_arn"),
        optional=True,
    ),
    _runs(
        "aws_sns_sms_preferences",
        kinds.SNS_TEXT_MESSAGING,
        "",
        ("delivery_status_iam_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_elastictranscoder_pipeline",
        kinds.ELASTIC_TRANSCODER_PIPELINE,
        "name",
        ("role",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
