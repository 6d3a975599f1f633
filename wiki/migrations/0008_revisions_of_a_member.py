"""The newest edits of one person, found without sorting all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wiki", "0007_search")]

    operations = [
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["author", "-created_at"], name="revision_newest_of_author"),
        ),
    ]
