import core.clock
import core.migration_operations
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_chosen_page_settings'),
        ('casework', '0051_consent_to_see_the_safety_plan'),
        ('contracts', '0020_safeguarding_of_children'),
        ('core', '0011_runs_that_only_started_others'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0014_transition_sharings_are_withdrawn'),
        ('reviews', '0013_plan_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='ReviewPdf',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('number', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['-number', 'id'],
                },
            ), migrations.CreateModel(
                name='ReviewPdfEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('number', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='review',
                name='acknowledged_link',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.codelink'),
            ), migrations.AddField(
                model_name='reviewevent',
                name='acknowledged_link',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.codelink'),
            )],
        ),
        migrations.AlterField(
            model_name='review',
            name='acknowledged_how',
            field=models.CharField(blank=True, choices=[('casework', 'In Casework'), ('telephone', 'By phone'), ('in person', 'In person'), ('letter', 'By letter or email'), ('link', 'By a link')], max_length=10),
        ),
        migrations.AlterField(
            model_name='review',
            name='answered_how',
            field=models.CharField(blank=True, choices=[('casework', 'In Casework'), ('telephone', 'By phone'), ('in person', 'In person'), ('letter', 'By letter or email'), ('link', 'By a link')], max_length=10),
        ),
        migrations.AlterField(
            model_name='review',
            name='asked_how',
            field=models.CharField(blank=True, choices=[('casework', 'In Casework'), ('telephone', 'By phone'), ('in person', 'In person'), ('letter', 'By letter or email'), ('link', 'By a link')], max_length=10),
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='acknowledged_how',
            field=models.CharField(blank=True, choices=[('casework', 'In Casework'), ('telephone', 'By phone'), ('in person', 'In person'), ('letter', 'By letter or email'), ('link', 'By a link')], max_length=10),
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='answered_how',
            field=models.CharField(blank=True, choices=[('casework', 'In Casework'), ('telephone', 'By phone'), ('in person', 'In person'), ('letter', 'By letter or email'), ('link', 'By a link')], max_length=10),
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='asked_how',
            field=models.CharField(blank=True, choices=[('casework', 'In Casework'), ('telephone', 'By phone'), ('in person', 'In person'), ('letter', 'By letter or email'), ('link', 'By a link')], max_length=10),
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_link', None), models.Q(('acknowledged_how', 'link'), _negated=True)), models.Q(('acknowledged_how', 'link'), ('acknowledged_link__isnull', False)), _connector='OR'), name='review_acknowledged_by_link', violation_error_message='What was acknowledged by a link needs that link.'),
            ), migrations.AddField(
                model_name='reviewpdf',
                name='document',
                field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document'),
            ), migrations.AddField(
                model_name='reviewpdf',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='reviewpdf',
                name='review',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pdfs', to='reviews.review'),
            ), migrations.AddField(
                model_name='reviewpdfevent',
                name='document',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document'),
            ), migrations.AddField(
                model_name='reviewpdfevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='reviewpdfevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.reviewpdf'),
            ), migrations.AddField(
                model_name='reviewpdfevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='reviewpdfevent',
                name='review',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reviews.review'),
            ), migrations.AddConstraint(
                model_name='reviewpdf',
                constraint=models.UniqueConstraint(fields=('review', 'number'), name='review_pdf_once', violation_error_message='This PDF is already being made.'),
            )],
        ),
    ]
