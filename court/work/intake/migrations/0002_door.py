from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.AlterField("intake", "door", models.CharField("来源", max_length=8, choices=[
            ("counter", "窗口递交"), ("post", "邮寄"), ("phone", "手机提交"), ("court", "其他法院移送、调取"), ("scan", "扫描中心")])),
    ]  # fmt: skip
